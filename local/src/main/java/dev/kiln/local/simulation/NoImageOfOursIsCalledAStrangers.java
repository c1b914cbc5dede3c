package dev.kiln.local.simulation;

import dev.kiln.error.ImageNameTaken;
import dev.kiln.local.account.LocalAccount;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.sfn.model.SendTaskFailureRequest;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A build that fails because the name of its image is taken tells people to deregister the image that has it. That must
 * never be the one that the build itself has made, unheard of.
 */
final class NoImageOfOursIsCalledAStrangers extends Invariant {
    private static final Pattern TAKEN =
            Pattern.compile("belongs to (ami-[0-9a-f]+), which is not of build ([a-z0-9-]+)");

    private final LocalAccount account;

    NoImageOfOursIsCalledAStrangers(Violations violations, LocalAccount account) {
        super(violations);
        this.account = account;
    }

    @Override
    public void before(ApiCall call) {
        if (call.request() instanceof SendTaskFailureRequest failure
                && ImageNameTaken.class.getName().equals(failure.error())) {
            TAKEN.matcher(failure.cause()).results().findFirst().ifPresent(found -> check(found, call));
        }
    }

    private void check(MatchResult found, ApiCall call) {
        String build = found.group(2);
        var named = Filter.builder().name("image-id").values(found.group(1)).build();
        boolean ours = account.ec2().describeImages(r -> r.filters(named)).images().stream()
                .anyMatch(image -> isOf(image, build));
        require(!ours, () -> call + " calls the image " + found.group(1) + " of " + build + " a stranger's");
    }

    private static boolean isOf(Image image, String build) {
        return image.tags().stream()
                .anyMatch(tag -> tag.key().equals("kiln:build") && tag.value().equals(build));
    }
}
