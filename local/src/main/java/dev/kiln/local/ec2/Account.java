package dev.kiln.local.ec2;

/** The names of the account and of the things in it. */
final class Account {
    static final String ID = "123456789012";
    static final String REGION = "us-east-1";
    static final String VPC = "vpc-0d2f6a1b7c9e84350";

    /** Who publishes the images of Windows. */
    static final String AMAZON = "801119661308";

    static final String AMAZON_ALIAS = "amazon";

    private Account() {}

    static String instanceArn(String instanceId) {
        return "arn:aws:ec2:" + REGION + ":" + ID + ":instance/" + instanceId;
    }

    /** Without an account, as the events about images have it (EC2 user guide, "Monitor AMI events"). */
    static String imageArn(String imageId) {
        return "arn:aws:ec2:" + REGION + "::image/" + imageId;
    }

    /** With the region in the place of the account, as the events about snapshots have it (EBS user guide). */
    static String ebsArn(String kind, String id) {
        return "arn:aws:ec2::" + REGION + ":" + kind + "/" + id;
    }

    static String instanceProfileArn(String name) {
        return "arn:aws:iam::" + ID + ":instance-profile/" + name;
    }
}
