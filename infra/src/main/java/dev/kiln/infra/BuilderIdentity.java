package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.iam.BuilderPermissions;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.CfnInstanceProfile;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

import java.util.List;

/** Who a builder is: its role, in the instance profile that it is launched with. */
final class BuilderIdentity extends Construct {
    BuilderIdentity(Construct scope, Names names, KilnConfig config, String keyArn) {
        super(scope, "Builder");
        var logs = LogGroup.Builder.create(this, "Logs")
                .logGroupName("/" + names.prefix() + "/builders")
                .retention(LogRetention.of(config.logRetentionDays()))
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        var role = Role.Builder.create(this, "Role")
                .roleName(names.builder())
                .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
                .description("A builder: is reached by SSM, reads the files of recipes, writes its logs")
                .build();
        new BuilderPermissions(names, keyArn, logs.getLogGroupArn()).all().forEach(role::addToPolicy);
        CfnInstanceProfile.Builder.create(this, "Profile")
                .instanceProfileName(names.builder())
                .roles(List.of(role.getRoleName()))
                .build();
    }
}
