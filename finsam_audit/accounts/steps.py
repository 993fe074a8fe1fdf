"""The third stop: what a printed table means, read in steps that each add what the earlier ones made it possible to see.

A name comes before a sum, for it can be wrong only where a label is; a sum names what no label does. Signs need names, sums of
rows need signs, and which rows are income or costs needs the sums.
"""

from functools import reduce

from finsam_audit.accounts.balance_sums import balance
from finsam_audit.accounts.cash_flow import cash_flow
from finsam_audit.accounts.classes import classes
from finsam_audit.accounts.concepts import ambiguous, costs_only, labels, outranked, split_below
from finsam_audit.accounts.footings import footings
from finsam_audit.accounts.income_or_cost import closing_row, income_or_cost
from finsam_audit.accounts.income_statement import income_and_costs, income_statement
from finsam_audit.accounts.kinds import columns, kind
from finsam_audit.accounts.members import contributors
from finsam_audit.accounts.signs import signs
from finsam_audit.accounts.statement import Given, Statement
from finsam_audit.accounts.statistics import Heads
from finsam_audit.page.model import Table

STEPS = (
    kind,  # which kind of table it is, by the file, its name, its columns or its rows
    columns,  # which period each column shows, and which column is the whole of others
    labels,  # the concept and the role of each row, by its label and its side
    balance,  # sums of the balance sheet that no name tells, and the concepts they have
    costs_only,  # whether the last row of a driftredovisning is the sum of costs
    contributors,  # who gave what in a note whose givers no label tells
    cash_flow,  # subtotals of the cash-flow statement, and the rows that its order names
    income_statement,  # subtotals and results of the income statement that no name tells
    income_and_costs,  # the totals of income and of costs there, and what is no term besides
    outranked,  # a concept that two rows claim is left to one
    split_below,  # what splits a total of the balance sheet once more below it counts no more
    ambiguous,  # concepts that rows still carry which do not agree
    classes,  # the class of each row of the balance sheet
    signs,  # which way the table prints costs, by what its rows are called
    footings,  # which rows each total adds up, of its admissible readings the one that explains the most columns
    closing_row,  # whether the last row of a driftredovisning is its total although no name says so
    income_or_cost,  # which of its rows are income and which are costs, by the sums where no name tells
)
"""The steps, in the order they are taken: what one of them may ask is what those above it have said."""


def read_statement(table: Table, given: Given) -> Statement:
    """A printed table with its meaning."""
    return reduce(lambda seen, step: step(seen, given), STEPS, Statement(table, Heads(given.lexicon.statistics)))
