package dev.kiln.local.account;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.kiln.handler.CreateImageHandler;
import dev.kiln.handler.JoinBuildHandler;
import dev.kiln.handler.LaunchBuilderHandler;
import dev.kiln.handler.NotifyHandler;
import dev.kiln.handler.PrepareHandler;
import dev.kiln.handler.RetireBuilderHandler;
import dev.kiln.handler.RunStepHandler;
import dev.kiln.handler.SealBuilderHandler;
import dev.kiln.handler.StartBuildHandler;
import dev.kiln.handler.StopBuilderHandler;
import dev.kiln.handler.SweepHandler;
import dev.kiln.handler.TagImageHandler;
import dev.kiln.handler.TrackExecutionHandler;
import dev.kiln.handler.VerifyImageHandler;
import dev.kiln.local.event.EventBus;
import dev.kiln.local.lambda.LocalLambda;
import dev.kiln.step.Steps;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

import java.util.Map;
import java.util.TreeMap;

/** Deploys the pipeline into a local account: its functions, and the rules that call them. */
final class Deployment {
    /** Which rule calls which function. */
    private static final Map<String, String> TARGETS = new TreeMap<>(Map.of(
            "command-invocation", "Notify",
            "execution-status", "TrackExecution",
            "image-state", "Notify",
            "instance-state", "Notify",
            "recipe-uploaded", "StartBuild"));

    private Deployment() {}

    static void functions(LocalLambda lambda, Steps steps, S3Client s3, SfnClient sfn, String stateMachineArn) {
        var callbacks = steps.callbacks();
        Map<String, RequestStreamHandler> handlers = new TreeMap<>();
        handlers.put("CreateImage", new CreateImageHandler(callbacks));
        handlers.put("JoinBuild", new JoinBuildHandler(callbacks));
        handlers.put("LaunchBuilder", new LaunchBuilderHandler(callbacks));
        handlers.put("Notify", new NotifyHandler(callbacks));
        handlers.put("Prepare", new PrepareHandler(steps.prepare()));
        handlers.put("RetireBuilder", new RetireBuilderHandler(callbacks));
        handlers.put("RunStep", new RunStepHandler(callbacks));
        handlers.put("SealBuilder", new SealBuilderHandler(callbacks));
        handlers.put("StartBuild", new StartBuildHandler(s3, sfn, stateMachineArn));
        handlers.put("StopBuilder", new StopBuilderHandler(callbacks));
        handlers.put("Sweep", new SweepHandler(steps.sweep()));
        handlers.put("TagImage", new TagImageHandler(steps.tagImage()));
        handlers.put("TrackExecution", new TrackExecutionHandler(steps.track()));
        handlers.put("VerifyImage", new VerifyImageHandler(callbacks));
        handlers.forEach((name, handler) -> lambda.deploy(Names.function(name), handler));
    }

    static void rules(EventBus bus, LocalLambda lambda, String stateMachineArn) {
        TARGETS.forEach((rule, function) -> bus.rule(
                rule,
                Definition.pattern(rule, stateMachineArn),
                event -> lambda.invokeAsync(Names.function(function), event)));
    }
}
