package dev.kiln.build;

/**
 * A build that goes on where another one has ended.
 *
 * @param buildId the build whose builder it takes over
 * @param from the step of the recipe, or the state, that is done first; everything before it is taken as it was done
 */
public record Fork(String buildId, String from) {}
