package dev.kiln.cli;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.paginators.DescribeInstancesIterable;

/** EC2 as the checks ask it; a test overrides the answer that it is about. */
class AskedEc2 implements Ec2Client {
    private final Ec2Client real;

    AskedEc2(Ec2Client real) {
        this.real = real;
    }

    /** An error of EC2. */
    static Ec2Exception error(String code) {
        return (Ec2Exception) Ec2Exception.builder()
                .message(code)
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("no")
                        .build())
                .build();
    }

    @Override
    public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        return real.describeImages(request);
    }

    @Override
    public DescribeSubnetsResponse describeSubnets(DescribeSubnetsRequest request) {
        return real.describeSubnets(request);
    }

    @Override
    public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
        return real.describeInstances(request);
    }

    @Override
    public DescribeInstancesIterable describeInstancesPaginator(DescribeInstancesRequest request) {
        return real.describeInstancesPaginator(request);
    }

    @Override
    public DescribeInstanceTypesResponse describeInstanceTypes(DescribeInstanceTypesRequest request) {
        return real.describeInstanceTypes(request);
    }

    @Override
    public DescribeInstanceTypeOfferingsResponse describeInstanceTypeOfferings(
            DescribeInstanceTypeOfferingsRequest request) {
        return real.describeInstanceTypeOfferings(request);
    }

    @Override
    public RunInstancesResponse runInstances(RunInstancesRequest request) {
        return real.runInstances(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
