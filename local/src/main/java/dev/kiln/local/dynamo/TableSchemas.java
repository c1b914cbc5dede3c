package dev.kiln.local.dynamo;

import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a table is to be made of: keys of strings, paid by request, and indexes that hold whole items. */
final class TableSchemas {
    private static final Set<String> TABLE =
            Set.of("TableName", "BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes");
    private static final Set<String> INDEX = Set.of("IndexName", "KeySchema", "Projection");
    private static final Set<String> PROJECTION = Set.of("ProjectionType");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

    private TableSchemas() {}

    static TableSchema read(CreateTableRequest request) {
        Parameters.onlyOf(TABLE, request);
        if (request.billingMode() != BillingMode.PAY_PER_REQUEST) {
            throw new UnsupportedOperationException("the tables in memory know BillingMode PAY_PER_REQUEST only");
        }
        var indexes = new TreeMap<String, KeySchema>();
        request.globalSecondaryIndexes().forEach(index -> indexes.put(name(index.indexName()), index(index)));
        var schema = new TableSchema(name(request.tableName()), key(request.keySchema()), indexes);
        checkDefinitions(schema, request.attributeDefinitions());
        return schema;
    }

    private static String name(String name) {
        return Optional.ofNullable(name)
                .filter(n -> NAME.matcher(n).matches())
                .orElseThrow(() -> DynamoErrors.validation("Invalid table/index name.  Table/index names must be"
                        + " between 3 and 255 characters long, and may contain only the characters a-z, A-Z, 0-9,"
                        + " '_', '-', and '.'"));
    }

    private static KeySchema index(GlobalSecondaryIndex index) {
        Parameters.onlyOf(INDEX, index);
        Parameters.onlyOf(PROJECTION, index.projection());
        if (index.projection().projectionType() != ProjectionType.ALL) {
            throw new UnsupportedOperationException("the tables in memory know ProjectionType ALL only");
        }
        return key(index.keySchema());
    }

    private static KeySchema key(List<KeySchemaElement> elements) {
        var types = elements.stream().map(KeySchemaElement::keyType).toList();
        if (!List.of(KeyType.HASH, KeyType.RANGE)
                        .subList(0, Math.min(types.size(), 2))
                        .equals(types)
                || types.isEmpty()) {
            throw DynamoErrors.validation("Invalid KeySchema: a HASH key first, and then at most one RANGE key");
        }
        return new KeySchema(
                elements.getFirst().attributeName(),
                elements.stream().skip(1).map(KeySchemaElement::attributeName).findFirst());
    }

    /** The attributes that are defined are those of the keys, and no others. */
    private static void checkDefinitions(TableSchema schema, List<AttributeDefinition> definitions) {
        for (AttributeDefinition definition : definitions) {
            if (definition.attributeType() != ScalarAttributeType.S) {
                throw new UnsupportedOperationException(
                        "the tables in memory know strings only, and " + definition.attributeName() + " is another");
            }
        }
        var defined = definitions.stream()
                .map(AttributeDefinition::attributeName)
                .collect(Collectors.toCollection(TreeSet::new));
        var used = Stream.concat(
                        schema.key().names(), schema.indexes().values().stream().flatMap(KeySchema::names))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!defined.equals(used)) {
            throw DynamoErrors.validation(
                    "The attributes of the keys are " + used + ", but those of AttributeDefinitions are " + defined);
        }
    }
}
