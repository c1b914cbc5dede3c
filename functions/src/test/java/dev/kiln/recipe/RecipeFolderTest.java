package dev.kiln.recipe;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static dev.kiln.recipe.RecipeTexts.mistakes;
import static org.assertj.core.api.Assertions.assertThat;

/** A recipe on disk is whole only with the files beside it. */
class RecipeFolderTest {
    private static final String HASH_OF_A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

    @TempDir
    private Path folder;

    private final RecipeFolder recipes = new RecipeFolder(RecipeTexts.READER);

    @Test
    void recipeWithItsFiles_isRead() throws IOException {
        write("app.ps1", "exit 0");
        write("data/a.txt", "a");
        var file = recipe(HASH_OF_A);

        assertThat(recipes.read(file))
                .isInstanceOfSatisfying(
                        Reading.Good.class,
                        good -> assertThat(recipes.payloads(file, good.recipe()))
                                .containsOnlyKeys("app.ps1", "data/a.txt")
                                .containsValue(folder.resolve("data/a.txt")));
    }

    @Test
    void filesThatAreMissing_areNamed() throws IOException {
        assertThat(mistakes(recipes.read(recipe(HASH_OF_A))))
                .containsExactly(
                        "5:13: steps[0].script: There is no file \"app.ps1\" beside the recipe." + " Add it to "
                                + folder.getFileName() + "/, or correct the path.",
                        "7:17: steps[0].files[0].source: There is no file \"data/a.txt\" beside the recipe."
                                + " Add it to " + folder.getFileName() + "/, or correct the path.");
    }

    @Test
    void filesAreLookedFor_alsoWhenTheTextHasMistakes() throws IOException {
        write("data/a.txt", "a");
        var file = recipe("ABC");

        assertThat(mistakes(recipes.read(file)))
                .containsExactly(
                        "5:13: steps[0].script: There is no file \"app.ps1\" beside the recipe." + " Add it to "
                                + folder.getFileName() + "/, or correct the path.",
                        "8:17: steps[0].files[0].sha256: \"ABC\" is not a SHA-256 hash."
                                + " Write 64 of 0-9 and a-f, in small letters.");
    }

    @Test
    void fileWithAnotherHash_namesTheOneFound() throws IOException {
        write("app.ps1", "exit 0");
        write("data/a.txt", "b");

        assertThat(mistakes(recipes.read(recipe(HASH_OF_A))))
                .containsExactly("8:17: steps[0].files[0].sha256: data/a.txt has another SHA-256:"
                        + " 3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d."
                        + " If the file is the right one, write its hash here.");
    }

    @Test
    void folderInPlaceOfAFile_isRefused() throws IOException {
        write("app.ps1", "exit 0");
        Files.createDirectories(folder.resolve("data/a.txt"));

        assertThat(mistakes(recipes.read(recipe(HASH_OF_A))))
                .containsExactly("7:17: steps[0].files[0].source: \"data/a.txt\" is not a file. Name single files.");
    }

    @Test
    void emptyScript_isRefused() throws IOException {
        write("app.ps1", "\r\n");
        write("data/a.txt", "a");

        assertThat(mistakes(recipes.read(recipe(HASH_OF_A))))
                .containsExactly("5:13: steps[0].script: The script is empty. Write it, or take the step out.");
    }

    @Test
    void scriptThatPowerShellWouldMisread_isRefused() throws IOException {
        write("app.ps1", "Write-Output 'Grüße'");
        write("data/a.txt", "a");

        assertThat(mistakes(recipes.read(recipe(HASH_OF_A))))
                .containsExactly("5:13: steps[0].script: The script has characters beyond ASCII and no byte order mark;"
                        + " PowerShell 5.1 would misread them. Save it as UTF-8 with a byte order mark.");
    }

    @Test
    void scriptWithAByteOrderMark_isTaken() throws IOException {
        write("app.ps1", "\uFEFFWrite-Output 'Grüße'");
        write("data/a.txt", "a");

        assertThat(mistakes(recipes.read(recipe(HASH_OF_A)))).isEmpty();
    }

    @Test
    void recipeThatIsNotThere_isRefused() {
        assertThat(mistakes(recipes.read(folder.resolve("none.yaml"))))
                .containsExactly("1:1: There is no such file. Look at the path.");
    }

    @Test
    void folder_isToldToNameTheRecipeInIt() {
        assertThat(mistakes(recipes.read(folder)))
                .containsExactly("1:1: This is a folder. Name the recipe in it, for example "
                        + folder.resolve("recipe.yaml") + ".");
    }

    @Test
    void recipeInAnotherEncoding_isRefused() throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), "description: Grüße", StandardCharsets.ISO_8859_1);

        assertThat(mistakes(recipes.read(folder.resolve("recipe.yaml"))))
                .containsExactly("1:1: The recipe is not UTF-8. Save it in that encoding.");
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private Path recipe(String sha256) throws IOException {
        return Files.writeString(folder.resolve("recipe.yaml"), RecipeTexts.SHORTEST + """
                steps:
                  - name: app
                    script: app.ps1
                    files:
                      - source: data/a.txt
                        sha256: %s
                        destination: C:\\Temp\\a.txt
                """.formatted(sha256));
    }
}
