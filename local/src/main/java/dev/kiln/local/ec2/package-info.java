/**
 * The EC2 of a local account, as far as images are built with it.
 *
 * <p>{@link dev.kiln.local.ec2.LocalEc2} answers the calls. Behind it every kind of resource has a store (instances,
 * volumes, images, snapshots, tags), the calls on it and a view that turns it into the type of the SDK. Instances move
 * by events of the timeline and own a {@link dev.kiln.local.ec2.Guest}; everything else is an immutable record, which
 * is also how the account is kept on file ({@link dev.kiln.local.ec2.Ec2State}).
 */
package dev.kiln.local.ec2;
