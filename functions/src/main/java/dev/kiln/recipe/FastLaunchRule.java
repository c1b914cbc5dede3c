package dev.kiln.recipe;

import java.util.stream.Stream;

/** EC2 runs Setup ahead, which only an image has before it that Sysprep has generalized. */
final class FastLaunchRule implements Rule {
    @Override
    public Stream<Mistake> mistakes(Value recipe) {
        boolean generalized = recipe.get("seal")
                .flatMap(seal -> seal.text("method"))
                .filter(method -> !method.equals("sysprep"))
                .isEmpty();
        return recipe.get("image").flatMap(image -> image.get("fastLaunch")).stream()
                .filter(fastLaunch -> !generalized)
                .map(fastLaunch -> fastLaunch.mistake(
                        "Fast Launch wants an image that Sysprep has generalized.",
                        "Write method: sysprep in seal, or take this out."));
    }
}
