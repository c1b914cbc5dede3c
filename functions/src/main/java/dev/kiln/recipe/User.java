package dev.kiln.recipe;

/**
 * A local account of the image, for those who use its machines.
 *
 * @param name 1 to 20 characters
 * @param passwordFrom where the machine reads its password: {@code secretsManager:} or {@code parameterStore:} and a
 *     name
 * @param administrator whether it is in the group of administrators
 * @param passwordExpires whether the password grows old by Windows' policy; otherwise it never does
 */
public record User(String name, String passwordFrom, boolean administrator, boolean passwordExpires) {}
