package dev.factorizer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factorizer.models.recipes.Recipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Recipes of trainings, in YAML or JSON; an input is the file. */
@ExtendWith(ReaderLimits.class)
class RecipeFuzzTest {
    @TempDir
    static Path folder;

    @FuzzTest
    void recipe(byte[] input) throws IOException {
        ReaderLimits.check(Files.write(folder.resolve("recipe.yaml"), input), Recipes::read);
    }
}
