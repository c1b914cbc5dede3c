package dev.kiln.cli;

import dev.kiln.local.account.LocalAccount;

import java.time.Instant;

/** What keeps the tables of the accounts that are measured. */
enum BenchTables {
    DYNAMODB_LOCAL("dynamodb-local", "DynamoDB Local, in memory"),
    MEMORY("memory", "memory, without DynamoDB Local");

    private final String option;
    private final String description;

    BenchTables(String option, String description) {
        this.option = option;
        this.description = description;
    }

    LocalAccount account(Instant start, long seed) {
        return switch (this) {
            case DYNAMODB_LOCAL -> LocalAccount.inMemory(start, seed);
            case MEMORY -> LocalAccount.onMemoryTables(start, seed);
        };
    }

    String described() {
        return description;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return option;
    }
}
