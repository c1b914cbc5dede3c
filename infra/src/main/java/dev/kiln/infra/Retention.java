package dev.kiln.infra;

import dev.kiln.infra.config.KilnConfig;
import software.amazon.awscdk.RemovalPolicy;

/** What becomes of data when its stack goes. */
final class Retention {
    private Retention() {}

    static RemovalPolicy of(KilnConfig config) {
        return config.protect() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    }
}
