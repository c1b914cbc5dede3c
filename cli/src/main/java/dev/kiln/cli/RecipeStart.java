package dev.kiln.cli;

import dev.kiln.aws.RecipeUpload;
import dev.kiln.event.RecipeUploaded;

/** How the upload of a recipe starts a build. */
interface RecipeStart {
    /** Uploads the recipe with its files. */
    RecipeUploaded start(RecipeUpload upload, LoadedRecipe recipe);
}
