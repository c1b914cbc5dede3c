package dev.kiln.cli.coldstart;

import java.util.Optional;

/**
 * What AWS answers a build that goes well, in the words of the API references.
 *
 * @param recipe what the bucket holds
 * @param imageId of the parent
 * @param instanceId of the builder
 */
record FixedAnswers(String recipe, String imageId, String instanceId) {
    /** Step Functions and Systems Manager. */
    Optional<String> json(String action) {
        return Optional.ofNullable(
                switch (action) {
                    case "StartExecution" ->
                        "{\"executionArn\":\"arn:aws:states:us-east-1:123456789012:execution:x:y\",\"startDate\":1.7e9}";
                    case "DescribeExecution" ->
                        "{\"executionArn\":\"arn:aws:states:us-east-1:123456789012:execution:x:y\",\"name\":\"y\",\"status\":\"RUNNING\",\"startDate\":1.7e9}";
                    case "SendTaskSuccess", "SendTaskFailure" -> "{}";
                    case "GetParameter" ->
                        "{\"Parameter\":{\"Name\":\"parent\",\"Type\":\"String\",\"Value\":\"" + imageId + "\"}}";
                    case "SendCommand" ->
                        "{\"Command\":{\"CommandId\":\"00000000-0000-0000-0000-000000000001\",\"Status\":\"Pending\"}}";
                    case "DescribeInstanceInformation" ->
                        "{\"InstanceInformationList\":[{\"InstanceId\":\"" + instanceId
                                + "\",\"PingStatus\":\"Online\",\"PlatformType\":\"Windows\"}]}";
                    default -> null;
                });
    }

    /** EC2. */
    Optional<String> xml(String action) {
        return content(action)
                .map(content -> "<?xml version=\"1.0\" encoding=\"UTF-8\"?><" + action
                        + "Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>"
                        + content
                        + "</" + action + "Response>");
    }

    private Optional<String> content(String action) {
        return Optional.ofNullable(
                switch (action) {
                    case "DescribeImages" ->
                        "<imagesSet><item><imageId>" + imageId
                                + "</imageId><imageState>available</imageState><name>Windows_Server-2022</name><platform>windows</platform><rootDeviceName>/dev/sda1</rootDeviceName></item></imagesSet>";
                    case "RunInstances" -> "<instancesSet>" + instance("pending") + "</instancesSet>";
                    case "DescribeInstances" ->
                        "<reservationSet><item><instancesSet>" + instance("running")
                                + "</instancesSet></item></reservationSet>";
                    case "StopInstances", "TerminateInstances" ->
                        "<instancesSet><item><instanceId>" + instanceId
                                + "</instanceId><currentState><code>64</code><name>stopping</name></currentState></item></instancesSet>";
                    case "CreateImage" -> "<imageId>" + imageId + "</imageId>";
                    case "CreateTags" -> "<return>true</return>";
                    default -> null;
                });
    }

    private String instance(String state) {
        return "<item><instanceId>" + instanceId + "</instanceId><imageId>" + imageId
                + "</imageId><instanceState><code>16</code><name>" + state
                + "</name></instanceState><launchTime>2026-11-25T09:00:00Z</launchTime></item>";
    }
}
