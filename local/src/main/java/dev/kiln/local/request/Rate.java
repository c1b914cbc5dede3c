package dev.kiln.local.request;

/**
 * How often an action may be called.
 *
 * @param size of the bucket: so many calls at once
 * @param perSecond so many tokens come back in a second
 */
public record Rate(int size, int perSecond) {}
