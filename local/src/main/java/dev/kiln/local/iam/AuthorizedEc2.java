package dev.kiln.local.iam;

import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CopyImageResponse;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;
import software.amazon.awssdk.services.ec2.model.DeregisterImageResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImageReferencesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImageReferencesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesModificationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesModificationsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.DisableFastLaunchRequest;
import software.amazon.awssdk.services.ec2.model.DisableFastLaunchResponse;
import software.amazon.awssdk.services.ec2.model.EnableFastLaunchRequest;
import software.amazon.awssdk.services.ec2.model.EnableFastLaunchResponse;
import software.amazon.awssdk.services.ec2.model.EnableImageDeprecationRequest;
import software.amazon.awssdk.services.ec2.model.EnableImageDeprecationResponse;
import software.amazon.awssdk.services.ec2.model.EnableImageDeregistrationProtectionRequest;
import software.amazon.awssdk.services.ec2.model.EnableImageDeregistrationProtectionResponse;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.GetConsoleScreenshotRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleScreenshotResponse;
import software.amazon.awssdk.services.ec2.model.GetPasswordDataRequest;
import software.amazon.awssdk.services.ec2.model.GetPasswordDataResponse;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/** EC2 for one role: the calls that the pipeline makes, each asked about first. */
public final class AuthorizedEc2 implements Ec2Client {
    private final Ec2Client real;
    private final Gate gate;
    private final Ec2Access access;

    public AuthorizedEc2(Ec2Client real, Session session, Ec2Resources resources) {
        this.real = real;
        this.gate = new Gate(session, AccessErrors::ec2);
        this.access = new Ec2Access(resources);
    }

    @Override
    public RunInstancesResponse runInstances(RunInstancesRequest request) {
        gate.pass(access.runInstances(request));
        return real.runInstances(request);
    }

    @Override
    public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
        gate.pass(AccessRequest.onEverything("ec2:DescribeInstances"));
        return real.describeInstances(request);
    }

    @Override
    public ModifyImageAttributeResponse modifyImageAttribute(ModifyImageAttributeRequest request) {
        gate.pass(access.on("ec2:ModifyImageAttribute", request.imageId()));
        return real.modifyImageAttribute(request);
    }

    @Override
    public EnableImageDeprecationResponse enableImageDeprecation(EnableImageDeprecationRequest request) {
        gate.pass(access.on("ec2:EnableImageDeprecation", request.imageId()));
        return real.enableImageDeprecation(request);
    }

    @Override
    public EnableImageDeregistrationProtectionResponse enableImageDeregistrationProtection(
            EnableImageDeregistrationProtectionRequest request) {
        gate.pass(access.on("ec2:EnableImageDeregistrationProtection", request.imageId()));
        return real.enableImageDeregistrationProtection(request);
    }

    @Override
    public DescribeSnapshotsResponse describeSnapshots(DescribeSnapshotsRequest request) {
        gate.pass(AccessRequest.onEverything("ec2:DescribeSnapshots"));
        return real.describeSnapshots(request);
    }

    @Override
    public DescribeImageReferencesResponse describeImageReferences(DescribeImageReferencesRequest request) {
        gate.pass(AccessRequest.onEverything("ec2:DescribeImageReferences"));
        return real.describeImageReferences(request);
    }

    @Override
    public DescribeImageAttributeResponse describeImageAttribute(DescribeImageAttributeRequest request) {
        gate.pass(access.on("ec2:DescribeImageAttribute", request.imageId()));
        return real.describeImageAttribute(request);
    }

    @Override
    public DeregisterImageResponse deregisterImage(DeregisterImageRequest request) {
        gate.pass(access.deregisterImage(request));
        return real.deregisterImage(request);
    }

    @Override
    public DisableFastLaunchResponse disableFastLaunch(DisableFastLaunchRequest request) {
        gate.pass(access.on("ec2:DisableFastLaunch", request.imageId()));
        return real.disableFastLaunch(request);
    }

    @Override
    public GetPasswordDataResponse getPasswordData(GetPasswordDataRequest request) {
        gate.pass(access.on("ec2:GetPasswordData", request.instanceId()));
        return real.getPasswordData(request);
    }

    @Override
    public CreateKeyPairResponse createKeyPair(CreateKeyPairRequest request) {
        gate.pass(access.createKeyPair(request));
        return real.createKeyPair(request);
    }

    @Override
    public DeleteKeyPairResponse deleteKeyPair(DeleteKeyPairRequest request) {
        gate.pass(access.deleteKeyPair(request));
        return real.deleteKeyPair(request);
    }

    @Override
    public DescribeKeyPairsResponse describeKeyPairs(DescribeKeyPairsRequest request) {
        gate.pass(AccessRequest.onEverything("ec2:DescribeKeyPairs"));
        return real.describeKeyPairs(request);
    }

    @Override
    public ModifyVolumeResponse modifyVolume(ModifyVolumeRequest request) {
        gate.pass(access.on("ec2:ModifyVolume", request.volumeId()));
        return real.modifyVolume(request);
    }

    @Override
    public DescribeVolumesModificationsResponse describeVolumesModifications(
            DescribeVolumesModificationsRequest request) {
        gate.pass(AccessRequest.onEverything("ec2:DescribeVolumesModifications"));
        return real.describeVolumesModifications(request);
    }

    @Override
    public DescribeVolumesResponse describeVolumes(DescribeVolumesRequest request) {
        gate.pass(AccessRequest.onEverything("ec2:DescribeVolumes"));
        return real.describeVolumes(request);
    }

    @Override
    public DescribeNetworkInterfacesResponse describeNetworkInterfaces(DescribeNetworkInterfacesRequest request) {
        gate.pass(AccessRequest.onEverything("ec2:DescribeNetworkInterfaces"));
        return real.describeNetworkInterfaces(request);
    }

    @Override
    public GetConsoleOutputResponse getConsoleOutput(GetConsoleOutputRequest request) {
        gate.pass(access.on("ec2:GetConsoleOutput", request.instanceId()));
        return real.getConsoleOutput(request);
    }

    @Override
    public GetConsoleScreenshotResponse getConsoleScreenshot(GetConsoleScreenshotRequest request) {
        gate.pass(access.on("ec2:GetConsoleScreenshot", request.instanceId()));
        return real.getConsoleScreenshot(request);
    }

    @Override
    public DeleteVolumeResponse deleteVolume(DeleteVolumeRequest request) {
        gate.pass(access.on("ec2:DeleteVolume", request.volumeId()));
        return real.deleteVolume(request);
    }

    @Override
    public DeleteNetworkInterfaceResponse deleteNetworkInterface(DeleteNetworkInterfaceRequest request) {
        gate.pass(access.on("ec2:DeleteNetworkInterface", request.networkInterfaceId()));
        return real.deleteNetworkInterface(request);
    }

    @Override
    public StartInstancesResponse startInstances(StartInstancesRequest request) {
        gate.pass(access.onAll("ec2:StartInstances", request.instanceIds()));
        return real.startInstances(request);
    }

    @Override
    public StopInstancesResponse stopInstances(StopInstancesRequest request) {
        gate.pass(access.onAll("ec2:StopInstances", request.instanceIds()));
        return real.stopInstances(request);
    }

    @Override
    public TerminateInstancesResponse terminateInstances(TerminateInstancesRequest request) {
        gate.pass(access.onAll("ec2:TerminateInstances", request.instanceIds()));
        return real.terminateInstances(request);
    }

    @Override
    public CreateImageResponse createImage(CreateImageRequest request) {
        gate.pass(access.createImage(request));
        return real.createImage(request);
    }

    @Override
    public CreateSnapshotsResponse createSnapshots(CreateSnapshotsRequest request) {
        gate.pass(access.createSnapshots(request));
        return real.createSnapshots(request);
    }

    @Override
    public DeleteSnapshotResponse deleteSnapshot(DeleteSnapshotRequest request) {
        gate.pass(access.on("ec2:DeleteSnapshot", request.snapshotId()));
        return real.deleteSnapshot(request);
    }

    @Override
    public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        gate.pass(AccessRequest.onEverything("ec2:DescribeImages"));
        return real.describeImages(request);
    }

    @Override
    public CopyImageResponse copyImage(CopyImageRequest request) {
        gate.pass(access.copyImage(request));
        return real.copyImage(request);
    }

    @Override
    public EnableFastLaunchResponse enableFastLaunch(EnableFastLaunchRequest request) {
        gate.pass(access.enableFastLaunch(request));
        return real.enableFastLaunch(request);
    }

    @Override
    public CreateTagsResponse createTags(CreateTagsRequest request) {
        gate.pass(access.createTags(request));
        return real.createTags(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: there is no connection to close. */
    @Override
    public void close() {}
}
