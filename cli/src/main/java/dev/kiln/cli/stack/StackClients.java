package dev.kiln.cli.stack;

import dev.kiln.handler.Pipeline;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;

import java.time.InstantSource;

/**
 * The clients of the account and region that a deployment is in.
 *
 * @param clock what time it is there
 */
public record StackClients(
        CloudFormationClient cloudFormation,
        ServiceQuotasClient quotas,
        Pipeline.Clients pipeline,
        InstantSource clock) {}
