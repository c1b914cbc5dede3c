package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.StackProps;

import java.util.TreeMap;

/** What all stacks have in common. */
final class Stacks {
    private Stacks() {}

    static StackProps props(Names names, KilnConfig config, String lifecycle) {
        var tags = new TreeMap<>(config.tags());
        tags.put("kiln:deployment", names.prefix());
        return StackProps.builder()
                .stackName(names.of(lifecycle))
                .description("Kiln (" + names.prefix() + "): " + lifecycle)
                .terminationProtection(config.protect() && lifecycle.equals("state"))
                .tags(tags)
                .build();
    }
}
