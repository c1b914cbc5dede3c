package dev.kiln.local.ec2;

/**
 * Why a resource is in its state, as EC2 shows it in {@code StateReason}.
 *
 * @param code for example {@code Client.UserInitiatedShutdown}
 * @param message for example {@code Client.UserInitiatedShutdown: User initiated shutdown}
 */
public record StoredReason(String code, String message) {}
