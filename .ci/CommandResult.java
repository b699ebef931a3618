import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at what a command printed with --json. Arguments: the file, and a key that its result must have. */
final class CommandResult {
    private CommandResult() { }

    public static void main(String[] arguments) throws IOException {
        JsonNode tree = new JsonMapper().readTree(Path.of(arguments[0]).toFile());
        require(tree.path("exitCode").isInt() && tree.path("exitCode").intValue() == 0, "exitCode is " + tree.path("exitCode"));
        require(tree.path("warnings").isArray(), "warnings is no list");
        require(tree.path("result").hasNonNull(arguments[1]), "the result has no " + arguments[1]);
        for (JsonNode written : tree.path("result").path("written")) {
            require(Files.exists(Path.of(written.asText())), written + " is not there");
        }
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            System.err.println(problem);
            System.exit(1);
        }
    }
}
