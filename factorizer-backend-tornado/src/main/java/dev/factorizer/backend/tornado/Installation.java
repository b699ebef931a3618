package dev.factorizer.backend.tornado;

import dev.factorizer.api.backend.Availability.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What there is of TornadoVM on this machine, where Java was started without it. Each state has its own remedy.
 *
 * @param home what the variable TORNADOVM_HOME says, if it is set
 * @param adapter the adapter that was built, as the script {@code factorizer} passes it on, if it was
 */
record Installation(Optional<String> home, Optional<String> adapter) {
    private static final String VARIABLE = "TORNADOVM_HOME";
    /** Set by the script {@code factorizer}, which knows what was built. */
    private static final String ADAPTER = "factorizer.tornado.adapter";
    private static final String PAGE = " docs/tornadovm.md says more.";

    /** That of this process. */
    static Installation find() {
        return new Installation(given(System.getenv(VARIABLE)), given(System.getProperty(ADAPTER)));
    }

    private static Optional<String> given(String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    /** What keeps TornadoVM from being used, and what to do. */
    Missing missing() {
        if (home.isEmpty()) {
            return adapter.isEmpty()
                    ? new Missing("TornadoVM is not installed, or " + VARIABLE + " is not set.", "Install TornadoVM 5.2 for JDK 25, set "
                            + VARIABLE + " to its folder and call the script factorizer again, which builds the adapter." + PAGE)
                    : new Missing("TornadoVM's adapter is built, but " + VARIABLE + " is not set.", "Set it to the folder of the"
                            + " installed TornadoVM, in which are share/java/tornado and tornado-argfile." + PAGE);
        }
        String place = VARIABLE + " is " + home.get();
        Optional<Path> api = api(home.get());
        if (api.isEmpty()) {
            return new Missing(place + ", expected a file share/java/tornado/tornado-api-*.jar in it.", "Set it to the folder of an"
                    + " installed TornadoVM 5.2 for JDK 25." + PAGE);
        }
        return adapter.isEmpty()
                ? new Missing(place + ", but TornadoVM's adapter is not built.", "Build it by `mvn -Dmaven.test.skip=true -Dtornado.api="
                        + api.get() + " -pl factorizer-backend-tornado/adapter -am package` in the folder of this project." + PAGE)
                : new Missing(place + " and TornadoVM's adapter is built, but Java was started without them.", "Ask for the backend by"
                        + " --backend tornado, or start Java with the options of " + home.get() + "/tornado-argfile." + PAGE);
    }

    /** What the adapter is compiled against. */
    private static Optional<Path> api(String home) {
        try (Stream<Path> files = Files.list(Path.of(home, "share", "java", "tornado"))) {
            return files.filter(file -> file.getFileName().toString().matches("tornado-api-\\d.*\\.jar")).sorted().findFirst();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
