package dev.kiln.integration.localstack;

import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

import java.net.URI;
import java.nio.file.Path;

/** LocalStack in a container, which runs each function in one more. */
public final class ContainerLocalStack implements LocalStack {
    /** Docker's own name for the machine that containers run on. */
    private static final String MACHINE = "host.docker.internal";

    private final LocalStackContainer container;

    private ContainerLocalStack(LocalStackContainer container) {
        this.container = container;
    }

    static ContainerLocalStack start(Path project) {
        Path hook = LocalStacks.hook(project);
        var container = new LocalStackContainer(DockerImageName.parse("localstack/localstack:" + LocalStacks.VERSION))
                .withEnv("LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT", "120")
                .withEnv("LAMBDA_DOCKER_FLAGS", "--add-host=" + MACHINE + ":host-gateway")
                .withCopyFileToContainer(MountableFile.forHostPath(hook), LocalStacks.INIT + "/" + hook.getFileName());
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
    public String listenAt() {
        return "0.0.0.0";
    }

    @Override
    public void close() {
        container.close();
    }
}
