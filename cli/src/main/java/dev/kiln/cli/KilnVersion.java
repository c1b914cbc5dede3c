package dev.kiln.cli;

import picocli.CommandLine.IVersionProvider;

import java.util.Optional;

/** The version of the package that the command was started from. */
final class KilnVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Kiln.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
        return new String[] {"kiln " + version, "Java " + Runtime.version()};
    }
}
