package dev.kiln.seal;

import java.util.List;

/**
 * Versions of an agent with a fault that its maker has published and that spoils an image or its build.
 *
 * @param agent as the guest scripts call it: the title of a {@link LaunchAgent}, or {@code SSM agent}
 * @param from the first version that has it
 * @param before the first one that has it no more
 * @param fault what the agent does, said of it
 * @param source where that is published
 */
public record AgentFault(String agent, String from, String before, String fault, String source) {
    private static final String FIRST = "0.0";

    /** Those that a seal refuses. */
    static final List<AgentFault> ALL = List.of(
            new AgentFault(
                    LaunchAgent.EC2LAUNCH_V2.title(),
                    FIRST,
                    "2.0.548",
                    "may crash when it runs Sysprep",
                    "EC2 User Guide, EC2Launch v2 version history"),
            new AgentFault(
                    LaunchAgent.EC2LAUNCH_V1.title(),
                    FIRST,
                    "1.3.2001660",
                    "may sign users without a password in by itself after Sysprep",
                    "EC2 User Guide, EC2Launch v1 version history"),
            new AgentFault(
                    "SSM agent",
                    "2.2.103.0",
                    "2.2.136.0",
                    "may stop to take commands",
                    "amazon-ssm-agent, release 2.2.103.0"),
            new AgentFault(
                    "SSM agent",
                    "2.2.916.0",
                    "2.3.13.0",
                    "may never finish its start",
                    "amazon-ssm-agent, release 2.2.916.0"));
}
