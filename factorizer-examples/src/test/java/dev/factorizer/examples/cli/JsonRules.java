package dev.factorizer.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What docs/json.md says of every object that a command prints or writes, for tests. */
public final class JsonRules {
    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9]*");
    /** A word that is put together otherwise than in camelCase, and what a program would write for a number that is none. Codes of axes are
     * such as RAS. */
    private static final Pattern OTHER_WORD = Pattern.compile("[A-Za-z0-9]+(_[A-Za-z0-9]+)+|(?![RLAPSI]{3}$)[A-Z]{2,}|NaN|-?Infinity");
    /** Their keys are names of the data: regions, metrics, labels, codes of axes, files. */
    private static final Set<String> KEYED_BY_DATA = Set.of("dice", "metrics", "milliliters", "voxels", "regions", "labelVolumes", "axisCodes",
            "parts");
    /** Their values are names of the data or of the system. */
    private static final Set<String> NAMES = Set.of("name", "case", "training", "architecture", "devices");

    private JsonRules() { }

    /**
     * Fails where an object breaks a rule, and says where.
     *
     * @param object what was printed, or what is in a file
     * @throws IOException if it is no JSON
     */
    public static void check(String object) throws IOException {
        check(new JsonMapper().readTree(object));
    }

    static void check(JsonNode object) {
        walk("", "", object);
    }

    /** What a key says of its value, and a key of a list of each in it. */
    private static void walk(String where, String key, JsonNode value) {
        if (value.isTextual() && !NAMES.contains(key)) {
            require(!OTHER_WORD.matcher(value.textValue()).matches(), where, "a word in camelCase", value);
        }
        if (value.isArray()) {
            value.forEach(one -> walk(where + "/*", key, one));
        }
        boolean isByData = KEYED_BY_DATA.contains(key) && !where.endsWith("*");
        for (Map.Entry<String, JsonNode> one : value.properties()) {
            String at = where + "/" + one.getKey();
            require(isByData || KEY.matcher(one.getKey()).matches(), where, "keys in camelCase", value);
            if (!isByData) {
                named(at, one.getKey(), one.getValue());
            }
            // A schema has words of its own.
            if (!one.getKey().equals("schema")) {
                walk(at, isByData ? "" : one.getKey(), one.getValue());
            }
        }
    }

    private static void named(String at, String key, JsonNode value) {
        switch (key) {
            case "cases" -> require(value.isArray() && value.valueStream().allMatch(one -> one.path("name").isTextual()), at,
                    "a list of objects with a name", value);
            case "caseCount" -> require(value.isIntegralNumber(), at, "a whole number", value);
            case "warnings" -> require(at.equals("/warnings") && value.isArray() && value.valueStream().allMatch(JsonNode::isTextual), at,
                    "sentences, at the top only", value);
            default -> { }
        }
    }

    private static void require(boolean holds, String where, String expected, JsonNode found) {
        if (!holds) {
            throw new AssertionError(where + ": expected " + expected + ", found " + found);
        }
    }
}
