package dev.kiln.integration;

import dev.kiln.integration.deployment.Aws;
import dev.kiln.integration.deployment.CloudAssembly;
import dev.kiln.integration.deployment.Deployment;
import dev.kiln.integration.deployment.EmulatorGaps;
import dev.kiln.integration.deployment.Inventory;
import dev.kiln.integration.localstack.LocalStack;
import dev.kiln.integration.localstack.LocalStacks;
import dev.kiln.integration.standin.News;
import dev.kiln.integration.standin.StandInEc2;
import dev.kiln.integration.standin.StandInSsm;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The pipeline, deployed to a LocalStack of its own, with what LocalStack lacks. */
final class DeployedPipeline implements AutoCloseable {
    /** Of the recipe that is built. */
    static final String PARENT_PARAMETER = "/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base";

    /** The Windows images that LocalStack knows are of 2017; whichever it is, none is ever booted. */
    private static final String PARENT_NAME = "Windows_Server-2016-English-Full-Base-*";

    private final Path project;
    private final LocalStack localStack;
    private final Aws aws;
    private final News news;
    private final StandInSsm ssm;
    private final StandInEc2 ec2;
    private final Deployment deployment;
    private final String parent;
    private final Inventory inventory;
    private final Set<Inventory.Thing> before;

    private DeployedPipeline(Path project, LocalStack localStack) {
        this.project = project;
        this.localStack = localStack;
        this.aws = new Aws(localStack.endpoint());
        this.news = new News(aws);
        this.parent = parent(aws);
        this.inventory = new Inventory(aws);
        this.before = inventory.things();
        this.ssm = new StandInSsm(localStack.listenAt(), news, new TreeMap<>(Map.of(PARENT_PARAMETER, parent)));
        this.ec2 = new StandInEc2(localStack.listenAt(), aws, news);
        this.deployment = new Deployment(aws, new CloudAssembly(project.resolve("infra/target/cdk.out")).stacks());
    }

    /** Starts LocalStack and deploys, or skips the calling test. */
    static DeployedPipeline startOrSkip() {
        Path project = Path.of(System.getProperty("kiln.root"));
        var localStack = LocalStacks.startOrSkip(project);
        try {
            var pipeline = new DeployedPipeline(project, localStack);
            pipeline.deploy();
            return pipeline;
        } catch (RuntimeException e) {
            // The stand-ins end with this JVM, LocalStack does not.
            localStack.close();
            throw e;
        }
    }

    private static String parent(Aws aws) {
        try (var client = aws.client(Ec2Client.builder())) {
            var named = Filter.builder().name("name").values(PARENT_NAME).build();
            return client.describeImages(r -> r.filters(named))
                    .images()
                    .getFirst()
                    .imageId();
        }
    }

    private void deploy() {
        String host = localStack.testHost();
        var standIns = new TreeMap<>(Map.of(
                "AWS_ENDPOINT_URL_EC2", ec2.endpoint(host).toString(),
                "AWS_ENDPOINT_URL_SSM", ssm.endpoint(host).toString()));
        deployment.deploy(project.resolve("functions/target/kiln-functions.zip"), new EmulatorGaps(standIns));
    }

    Aws aws() {
        return aws;
    }

    Deployment deployment() {
        return deployment;
    }

    /** What there is now and was not before the deployment. */
    Set<Inventory.Thing> added() {
        return inventory.things().stream()
                .filter(thing -> !before.contains(thing))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The definition of the state machine, as it is in the project. */
    Path definition() {
        return project.resolve("statemachine/image-build.asl.json");
    }

    /** The image that the parent's parameter names. */
    String parent() {
        return parent;
    }

    Path recipe(String name) {
        return project.resolve("recipes").resolve(name).resolve("recipe.yaml");
    }

    /** Ends everything that was started, whatever state it is in. */
    @Override
    public void close() {
        try (localStack;
                news;
                ssm;
                ec2) {
            // Each is closed, also when another fails to.
        }
    }
}
