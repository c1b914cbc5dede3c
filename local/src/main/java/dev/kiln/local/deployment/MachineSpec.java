package dev.kiln.local.deployment;

/**
 * The state machine.
 *
 * @param definition with its substitutions made
 * @param role the ARN of the role that it calls functions in
 */
public record MachineSpec(String name, String arn, String definition, String role) {}
