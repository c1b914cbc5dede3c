package dev.kiln.local.dynamo;

/**
 * The order in which DynamoDB sorts strings: by their UTF-8 bytes, which is the order of the code points. Java's own
 * order puts what lies beyond the basic plane before U+E000.
 */
final class Utf8Order {
    private Utf8Order() {}

    static int compare(String one, String other) {
        int common = Math.min(one.length(), other.length());
        for (int i = 0; i < common; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
