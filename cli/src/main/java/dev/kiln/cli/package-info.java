/**
 * The command {@code kiln}: reads recipes, bakes them in the local account, and shows what ledger and lineage hold.
 *
 * <p>Each subcommand is a class. What it prints goes through {@code Terminal}, which knows about colours and about who
 * reads along; what it needs of an account it opens through {@code AccountOption}.
 */
package dev.kiln.cli;
