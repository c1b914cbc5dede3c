package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.naming.Names;
import dev.kiln.ledger.Tables;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** What outlives every deployment: the recipes, the ledger, the lineage, and the key they are encrypted with. */
final class StateStack extends Stack {
    private static final String KEY = "key-arn";

    private final Names names;

    StateStack(Construct scope, Names names, KilnConfig config) {
        super(scope, names.of("state"), Stacks.props(names, config, "state"));
        this.names = names;
        var key = new DataKey(this, names, config);
        new RecordTable(
                this, "Ledger", new RecordTable.Props(Tables.ledger(names.ledgerTable()), key.arn(), true, config));
        new RecordTable(
                this, "Lineage", new RecordTable.Props(Tables.lineage(names.lineageTable()), key.arn(), false, config));
        var bucket = new RecipeBucket(this, names, config, key.key());
        output("Key", KEY, key.arn());
        output("RecipeBucket", "recipe-bucket", bucket.name());
    }

    /** The key's ARN, for other stacks. */
    String keyArn() {
        return Fn.importValue(names.export(KEY));
    }

    private void output(String id, String export, String value) {
        CfnOutput.Builder.create(this, id + "Output")
                .exportName(names.export(export))
                .value(value)
                .build();
    }
}
