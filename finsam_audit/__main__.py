from finsam_audit.cli import main

main()
