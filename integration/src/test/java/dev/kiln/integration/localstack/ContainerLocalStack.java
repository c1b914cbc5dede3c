package dev.kiln.integration.localstack;

import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

import java.net.URI;

/** LocalStack in a container, which runs each function in one more. */
public final class ContainerLocalStack implements LocalStack {
    /** Docker's own name for the machine that containers run on. */
    private static final String MACHINE = "host.docker.internal";

    private final LocalStackContainer container;

    private ContainerLocalStack(LocalStackContainer container) {
        this.container = container;
    }

    static ContainerLocalStack start() {
        var container = new LocalStackContainer(DockerImageName.parse("localstack/localstack:" + LocalStacks.VERSION))
                .withEnv("CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES", "0")
                .withEnv("LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT", "120")
                .withEnv("LAMBDA_DOCKER_FLAGS", "--add-host=" + MACHINE + ":host-gateway");
        container.start();
        return new ContainerLocalStack(container);
    }

    @Override
    public URI endpoint() {
        return container.getEndpoint();
    }

    @Override
    public String testHost() {
        return MACHINE;
    }

    @Override
    public void close() {
        container.close();
    }
}
