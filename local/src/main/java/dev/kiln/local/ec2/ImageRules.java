package dev.kiln.local.ec2;

import java.util.Optional;
import java.util.regex.Pattern;

/** What EC2 asks of an image's name and description (EC2 API reference, CreateImage). */
final class ImageRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9()\\[\\] ./\\-'@_]{3,128}");
    private static final int LONGEST_DESCRIPTION = 255;

    private ImageRules() {}

    static String name(Optional<String> given) {
        var name = given.orElseThrow(() -> Ec2Errors.missing("name"));
        if (!NAME.matcher(name).matches()) {
            throw Ec2Errors.client(
                    "InvalidAMIName.Malformed",
                    "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, and only"
                            + " the following characters: ( ) [ ] . / - ' @ _ and space");
        }
        return name;
    }

    static String description(Optional<String> given) {
        var description = given.orElse("");
        if (description.length() > LONGEST_DESCRIPTION) {
            throw Ec2Errors.invalidValue("Character limit exceeded. Descriptions can have up to 255 characters.");
        }
        return description;
    }
}
