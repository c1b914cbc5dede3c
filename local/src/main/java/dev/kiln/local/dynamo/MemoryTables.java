package dev.kiln.local.dynamo;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables of one account. */
final class MemoryTables {
    private final Map<String, MemoryTable> tables = new TreeMap<>();

    void create(TableSchema schema) {
        if (tables.containsKey(schema.name())) {
            throw DynamoErrors.tableExists();
        }
        tables.put(schema.name(), new MemoryTable(schema));
    }

    MemoryTable named(Optional<String> name) {
        return Optional.ofNullable(tables.get(name.orElseThrow(() -> DynamoErrors.validation(
                        "Value null at 'tableName' failed to satisfy constraint: Member must not be null"))))
                .orElseThrow(DynamoErrors::noSuchTable);
    }
}
