package dev.kiln.infra;

import dev.kiln.infra.iam.Placement;
import dev.kiln.infra.naming.Arns;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.CfnOutput;
import software.constructs.Construct;

/** What the command {@code kiln} reads of a deployment: the outputs of the stack, by these names. */
final class PipelineOutputs {
    private final Construct scope;

    PipelineOutputs(Construct scope, Names names, Placement placement) {
        this.scope = scope;
        put("RecipeBucket", names.recipeBucket());
        put("StateMachineArn", new Arns(names).stateMachine());
        put("LedgerTable", names.ledgerTable());
        put("LineageTable", names.lineageTable());
        put("SubnetIds", String.join(",", placement.subnetIds()));
        put("SecurityGroupId", placement.securityGroupId());
        put("InstanceProfile", names.builder());
        put("NotificationTopicArn", new Arns(names).notificationTopic());
    }

    private void put(String name, String value) {
        CfnOutput.Builder.create(scope, name).value(value).build();
    }
}
