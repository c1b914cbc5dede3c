package dev.kiln.integration.localstack;

import java.net.URI;

/** A LocalStack that runs for a test: AWS on this machine, on an engine that is not Kiln's own. */
public sealed interface LocalStack extends AutoCloseable permits HostLocalStack, ContainerLocalStack {
    /** Where all its services answer. */
    URI endpoint();

    /** The name by which functions that run in it reach servers of this JVM. */
    String testHost();

    /** The address of this JVM's servers that functions can reach. */
    String listenAt();

    /** Ends it and all that it started. */
    @Override
    void close();
}
