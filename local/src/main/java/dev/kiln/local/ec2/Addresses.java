package dev.kiln.local.ec2;

/** Gives out private addresses: 10.{position of the subnet}.*.*, none twice until 60,000 have been given. */
final class Addresses {
    /** EC2 keeps the first four addresses of a subnet for itself. */
    private static final int FIRST = 4;

    private static final int IN_A_ROW = 240;
    private static final int ROWS = 250;

    private final Network network;
    private int given;

    Addresses(Network network) {
        this.network = network;
    }

    String next(String subnetId) {
        int number = given++;
        return "10.%d.%d.%d".formatted(network.position(subnetId), number / IN_A_ROW % ROWS, FIRST + number % IN_A_ROW);
    }

    int given() {
        return given;
    }

    /** Goes on where an earlier process has ended. */
    void goOnFrom(int alreadyGiven) {
        given = alreadyGiven;
    }
}
