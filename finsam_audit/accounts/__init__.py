"""What each table, row and column of the page means, which way it is signed, and which rows a total closes."""
