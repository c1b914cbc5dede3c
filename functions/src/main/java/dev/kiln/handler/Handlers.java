package dev.kiln.handler;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.kiln.step.Steps;

import java.time.InstantSource;
import java.util.Map;

/**
 * Makes the handler of a function as a deployment describes it: by the name of its class, with the function's
 * environment and clients. Lambda does the same by the no-argument constructors.
 */
public final class Handlers {
    private static final String PACKAGE = "dev.kiln.handler.";

    private Handlers() {}

    /**
     * The handler of one function.
     *
     * @param handlerClass the function's {@code Handler} property
     * @throws IllegalArgumentException if the pipeline has no such handler
     * @throws IllegalStateException if the environment lacks a variable; the message names it
     */
    public static RequestStreamHandler of(
            String handlerClass, Map<String, String> environment, Pipeline.Clients clients, InstantSource clock) {
        return switch (handlerClass) {
            case PACKAGE + "StartBuildHandler" ->
                new StartBuildHandler(
                        clients.s3(),
                        clients.sfn(),
                        Settings.required(environment, StartBuildHandler.STATE_MACHINE_VARIABLE));
            case PACKAGE + "ScheduleRecipeHandler" ->
                new ScheduleRecipeHandler(
                        Pipeline.scheduleRecipe(environment, clients.s3(), clients.scheduler(), clock));
            case PACKAGE + "StartScheduledBuildsHandler" ->
                new StartScheduledBuildsHandler(
                        Pipeline.startScheduledBuilds(environment, clients.s3(), clients.sfn(), clock));
            case PACKAGE + "RetireImagesHandler" ->
                new RetireImagesHandler(Pipeline.retireImages(
                        environment, clients.dynamo(), clients.ec2(), clients.autoScaling(), clients.s3(), clock));
            default -> of(handlerClass, Pipeline.steps(Settings.of(environment), clients, clock));
        };
    }

    private static RequestStreamHandler of(String handlerClass, Steps steps) {
        return switch (handlerClass) {
            case PACKAGE + "CreateImageHandler" -> new CreateImageHandler(steps.callbacks());
            case PACKAGE + "JanitorHandler" -> new JanitorHandler(steps.janitor());
            case PACKAGE + "JoinBuildHandler" -> new JoinBuildHandler(steps.callbacks());
            case PACKAGE + "LaunchBuilderHandler" -> new LaunchBuilderHandler(steps.callbacks());
            case PACKAGE + "NotifyHandler" -> new NotifyHandler(steps.callbacks());
            case PACKAGE + "PrepareHandler" -> new PrepareHandler(steps.prepare());
            case PACKAGE + "RetireBuilderHandler" -> new RetireBuilderHandler(steps.callbacks());
            case PACKAGE + "RunStepHandler" -> new RunStepHandler(steps.callbacks());
            case PACKAGE + "SealBuilderHandler" -> new SealBuilderHandler(steps.callbacks());
            case PACKAGE + "StopBuilderHandler" -> new StopBuilderHandler(steps.callbacks());
            case PACKAGE + "SweepHandler" -> new SweepHandler(steps.sweep());
            case PACKAGE + "TagImageHandler" -> new TagImageHandler(steps.tagImage());
            case PACKAGE + "TrackExecutionHandler" -> new TrackExecutionHandler(steps.track());
            case PACKAGE + "VerifyImageHandler" -> new VerifyImageHandler(steps.callbacks());
            default -> throw new IllegalArgumentException("the pipeline has no handler " + handlerClass);
        };
    }
}
