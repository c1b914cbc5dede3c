package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.config.NetworkConfig;
import dev.kiln.infra.iam.Placement;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where builders run: a network of Kiln's own, or one that is there. */
final class NetworkStack extends Stack {
    private final Names names;
    private final Placement placement;

    /** The stack, unless everything is there: CloudFormation takes no stack without a resource. */
    static Optional<NetworkStack> of(Construct scope, Names names, KilnConfig config) {
        boolean whole = config.network() instanceof NetworkConfig.Brought brought
                && brought.securityGroupId().isPresent();
        return whole ? Optional.empty() : Optional.of(new NetworkStack(scope, names, config));
    }

    /** Where machines are launched when everything is there. */
    static Placement wholly(NetworkConfig network) {
        if (network instanceof NetworkConfig.Brought brought) {
            return new Placement(brought.subnetIds(), brought.securityGroupId().orElseThrow());
        }
        throw new IllegalStateException("a network of Kiln's own has a stack");
    }

    private NetworkStack(Construct scope, Names names, KilnConfig config) {
        super(scope, names.of("network"), Stacks.props(names, config, "network"));
        this.names = names;
        placement = switch (config.network()) {
            case NetworkConfig.Own own -> own(own, config);
            case NetworkConfig.Brought brought -> brought(brought);
        };
    }

    /** Where machines are launched, for other stacks. */
    Placement placement() {
        return placement;
    }

    private Placement own(NetworkConfig.Own own, KilnConfig config) {
        var network = new BuilderNetwork(this, names, own, config);
        var subnets = new ArrayList<String>();
        for (String subnet : network.subnetIds()) {
            subnets.add(output("subnet-" + (subnets.size() + 1), subnet));
        }
        return new Placement(subnets, output("security-group", network.securityGroupId()));
    }

    private Placement brought(NetworkConfig.Brought brought) {
        String group = brought.securityGroupId()
                .orElseGet(() -> output("security-group", new BuilderSecurityGroup(this, names, brought.vpcId()).id()));
        return new Placement(List.copyOf(brought.subnetIds()), group);
    }

    private String output(String name, String value) {
        CfnOutput.Builder.create(this, name)
                .exportName(names.export(name))
                .value(value)
                .build();
        return Fn.importValue(names.export(name));
    }
}
