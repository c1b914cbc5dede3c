package dev.kiln.local.fault;

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

/** EC2 as the functions reach it when each call can go wrong. Other calls than these no function makes. */
record InterceptedEc2(Ec2Client real, Calls calls) implements Ec2Client {
    @Override
    public CreateImageResponse createImage(CreateImageRequest request) {
        return calls.make("ec2:CreateImage", request, () -> real.createImage(request));
    }

    @Override
    public CreateSnapshotsResponse createSnapshots(CreateSnapshotsRequest request) {
        return calls.make("ec2:CreateSnapshots", request, () -> real.createSnapshots(request));
    }

    @Override
    public DeleteSnapshotResponse deleteSnapshot(DeleteSnapshotRequest request) {
        return calls.make("ec2:DeleteSnapshot", request, () -> real.deleteSnapshot(request));
    }

    @Override
    public CopyImageResponse copyImage(CopyImageRequest request) {
        return calls.make("ec2:CopyImage", request, () -> real.copyImage(request));
    }

    @Override
    public DeregisterImageResponse deregisterImage(DeregisterImageRequest request) {
        return calls.make("ec2:DeregisterImage", request, () -> real.deregisterImage(request));
    }

    @Override
    public EnableFastLaunchResponse enableFastLaunch(EnableFastLaunchRequest request) {
        return calls.make("ec2:EnableFastLaunch", request, () -> real.enableFastLaunch(request));
    }

    @Override
    public CreateTagsResponse createTags(CreateTagsRequest request) {
        return calls.make("ec2:CreateTags", request, () -> real.createTags(request));
    }

    @Override
    public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        return calls.make("ec2:DescribeImages", request, () -> real.describeImages(request));
    }

    @Override
    public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
        return calls.make("ec2:DescribeInstances", request, () -> real.describeInstances(request));
    }

    @Override
    public RunInstancesResponse runInstances(RunInstancesRequest request) {
        return calls.make("ec2:RunInstances", request, () -> real.runInstances(request));
    }

    @Override
    public StartInstancesResponse startInstances(StartInstancesRequest request) {
        return calls.make("ec2:StartInstances", request, () -> real.startInstances(request));
    }

    @Override
    public GetConsoleOutputResponse getConsoleOutput(GetConsoleOutputRequest request) {
        return calls.make("ec2:GetConsoleOutput", request, () -> real.getConsoleOutput(request));
    }

    @Override
    public GetConsoleScreenshotResponse getConsoleScreenshot(GetConsoleScreenshotRequest request) {
        return calls.make("ec2:GetConsoleScreenshot", request, () -> real.getConsoleScreenshot(request));
    }

    @Override
    public StopInstancesResponse stopInstances(StopInstancesRequest request) {
        return calls.make("ec2:StopInstances", request, () -> real.stopInstances(request));
    }

    @Override
    public TerminateInstancesResponse terminateInstances(TerminateInstancesRequest request) {
        return calls.make("ec2:TerminateInstances", request, () -> real.terminateInstances(request));
    }

    @Override
    public DeleteNetworkInterfaceResponse deleteNetworkInterface(DeleteNetworkInterfaceRequest request) {
        return calls.make("ec2:DeleteNetworkInterface", request, () -> real.deleteNetworkInterface(request));
    }

    @Override
    public DeleteVolumeResponse deleteVolume(DeleteVolumeRequest request) {
        return calls.make("ec2:DeleteVolume", request, () -> real.deleteVolume(request));
    }

    @Override
    public DescribeNetworkInterfacesResponse describeNetworkInterfaces(DescribeNetworkInterfacesRequest request) {
        return calls.make("ec2:DescribeNetworkInterfaces", request, () -> real.describeNetworkInterfaces(request));
    }

    @Override
    public ModifyImageAttributeResponse modifyImageAttribute(ModifyImageAttributeRequest request) {
        return calls.make("ec2:ModifyImageAttribute", request, () -> real.modifyImageAttribute(request));
    }

    @Override
    public EnableImageDeprecationResponse enableImageDeprecation(EnableImageDeprecationRequest request) {
        return calls.make("ec2:EnableImageDeprecation", request, () -> real.enableImageDeprecation(request));
    }

    @Override
    public EnableImageDeregistrationProtectionResponse enableImageDeregistrationProtection(
            EnableImageDeregistrationProtectionRequest request) {
        return calls.make(
                "ec2:EnableImageDeregistrationProtection",
                request,
                () -> real.enableImageDeregistrationProtection(request));
    }

    @Override
    public DescribeSnapshotsResponse describeSnapshots(DescribeSnapshotsRequest request) {
        return calls.make("ec2:DescribeSnapshots", request, () -> real.describeSnapshots(request));
    }

    @Override
    public CreateKeyPairResponse createKeyPair(CreateKeyPairRequest request) {
        return calls.make("ec2:CreateKeyPair", request, () -> real.createKeyPair(request));
    }

    @Override
    public DeleteKeyPairResponse deleteKeyPair(DeleteKeyPairRequest request) {
        return calls.make("ec2:DeleteKeyPair", request, () -> real.deleteKeyPair(request));
    }

    @Override
    public DescribeKeyPairsResponse describeKeyPairs(DescribeKeyPairsRequest request) {
        return calls.make("ec2:DescribeKeyPairs", request, () -> real.describeKeyPairs(request));
    }

    @Override
    public GetPasswordDataResponse getPasswordData(GetPasswordDataRequest request) {
        return calls.make("ec2:GetPasswordData", request, () -> real.getPasswordData(request));
    }

    @Override
    public DescribeImageReferencesResponse describeImageReferences(DescribeImageReferencesRequest request) {
        return calls.make("ec2:DescribeImageReferences", request, () -> real.describeImageReferences(request));
    }

    @Override
    public DescribeImageAttributeResponse describeImageAttribute(DescribeImageAttributeRequest request) {
        return calls.make("ec2:DescribeImageAttribute", request, () -> real.describeImageAttribute(request));
    }

    @Override
    public DisableFastLaunchResponse disableFastLaunch(DisableFastLaunchRequest request) {
        return calls.make("ec2:DisableFastLaunch", request, () -> real.disableFastLaunch(request));
    }

    @Override
    public ModifyVolumeResponse modifyVolume(ModifyVolumeRequest request) {
        return calls.make("ec2:ModifyVolume", request, () -> real.modifyVolume(request));
    }

    @Override
    public DescribeVolumesModificationsResponse describeVolumesModifications(
            DescribeVolumesModificationsRequest request) {
        return calls.make(
                "ec2:DescribeVolumesModifications", request, () -> real.describeVolumesModifications(request));
    }

    @Override
    public DescribeVolumesResponse describeVolumes(DescribeVolumesRequest request) {
        return calls.make("ec2:DescribeVolumes", request, () -> real.describeVolumes(request));
    }

    @Override
    public String serviceName() {
        return real.serviceName();
    }

    @Override
    public void close() {
        real.close();
    }
}
