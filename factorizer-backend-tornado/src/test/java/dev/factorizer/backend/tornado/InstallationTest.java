package dev.factorizer.backend.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Availability.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each state of an installation has a sentence of its own, which names what is missing and nothing that is there. */
class InstallationTest {
    @TempDir
    private Path home;

    private static Missing of(Optional<Path> home, Optional<String> adapter) {
        return new Installation(home.map(Path::toString), adapter).missing();
    }

    private Path api(String name) throws IOException {
        return Files.createFile(Files.createDirectories(home.resolve("share/java/tornado")).resolve(name));
    }

    @Test
    void nothingIsThere() {
        Missing missing = of(Optional.empty(), Optional.empty());
        assertEquals("TornadoVM is not installed, or TORNADOVM_HOME is not set.", missing.reason());
        assertTrue(missing.remedy().startsWith("Install TornadoVM 5.2 for JDK 25, set TORNADOVM_HOME to its folder"),
                missing.remedy());
    }

    @Test
    void builtButNotSet() {
        Missing missing = of(Optional.empty(), Optional.of("adapter.jar"));
        assertEquals("TornadoVM's adapter is built, but TORNADOVM_HOME is not set.", missing.reason());
        assertTrue(missing.remedy().startsWith("Set it to the folder of the installed TornadoVM"), missing.remedy());
    }

    @Test
    void setButNotBuilt() throws IOException {
        Path api = api("tornado-api-5.2.0-jdk25.jar");
        Missing missing = of(Optional.of(home), Optional.empty());
        assertEquals("TORNADOVM_HOME is " + home + ", but TornadoVM's adapter is not built.", missing.reason());
        assertTrue(missing.remedy().contains("`mvn -Dmaven.test.skip=true -Dtornado.api=" + api
                + " -pl factorizer-backend-tornado/adapter -am package`"), missing.remedy());
    }

    @Test
    void setToAnotherFolder() throws IOException {
        for (Path folder : List.of(home, home.resolve("missing"))) {
            for (Optional<String> adapter : List.of(Optional.<String>empty(), Optional.of("adapter.jar"))) {
                Missing missing = of(Optional.of(folder), adapter);
                assertEquals("TORNADOVM_HOME is " + folder + ", expected a file share/java/tornado/tornado-api-*.jar in it.",
                        missing.reason());
            }
        }
        api("tornado-runtime-5.2.0-jdk25.jar");
        assertTrue(of(Optional.of(home), Optional.empty()).reason().contains("expected a file"));
    }

    @Test
    void setAndBuiltButNotStartedWith() throws IOException {
        api("tornado-api-5.2.1.jar");
        Missing missing = of(Optional.of(home), Optional.of("adapter.jar"));
        assertEquals("TORNADOVM_HOME is " + home + " and TornadoVM's adapter is built, but Java was started without them.",
                missing.reason());
        assertTrue(missing.remedy().contains(home + "/tornado-argfile"), missing.remedy());
    }
}
