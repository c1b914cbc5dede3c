package dev.kiln.recipe;

import java.util.Optional;

/**
 * EC2 keeps snapshots ready on which Setup has run already, so that machines of the image start sooner (EC2 user guide,
 * "Use EC2 Fast Launch for your Windows instances").
 *
 * @param targetResourceCount how many are kept ready; empty: as many as EC2 does by itself
 * @param maxParallelLaunches how many machines EC2 launches at a time to make them, at least 6
 * @param launchTemplate how those machines are launched; empty: in the account's default VPC
 */
public record FastLaunch(
        Optional<Integer> targetResourceCount,
        Optional<Integer> maxParallelLaunches,
        Optional<LaunchTemplate> launchTemplate) {
    /** A launch template, and the version of it. */
    public record LaunchTemplate(String id, String version) {}
}
