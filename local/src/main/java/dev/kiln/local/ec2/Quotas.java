package dev.kiln.local.ec2;

/**
 * How much an account may have in the region (Service Quotas, Amazon EC2).
 *
 * @param processors of all instances that run or are about to, together
 * @param images of the account's own, those that are being made included
 */
public record Quotas(int processors, int images) {
    /** As many processors as asked for, and EC2's 50,000 images. */
    public static final Quotas USUAL = new Quotas(Integer.MAX_VALUE, 50_000);
}
