package dev.factorizer.models.recipes;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The section {@code rate} of a recipe: courses by the names of their schedules, and what they count. */
final class RateFields {
    private static final Map<String, Function<SettingsReader, RateCourse>> COURSES = new TreeMap<>(Map.of(
            "constant", _ -> new RateCourse.Constant(),
            "warmupCosine", read -> new RateCourse.LinearWarmupCosine(read.number("warmupShare", 0.01), read.number("warmupFactor", 0.1)),
            "cosine", read -> new RateCourse.CosineFall(read.number("endFactor", 0)),
            "polynomial", read -> new RateCourse.PolynomialFall(read.number("power", 0.9)),
            "oneCycle", read -> new RateCourse.OneRiseOneFall(read.number("riseShare", 0.3), read.number("startFactor", 1 / 25.0),
                    read.number("endFactor", 1 / 250_000.0))));

    private RateFields() { }

    static RateSettings read(SettingsReader read) {
        return new RateSettings(read.choice("kind", COURSES).apply(read), read.choice("per", RateSettings.Unit.class));
    }

    static Map<String, Object> tree(RateSettings rate) {
        SettingsWriter tree = new SettingsWriter();
        switch (rate.course()) {
            case RateCourse.Constant _ -> tree.put("kind", "constant");
            case RateCourse.LinearWarmupCosine course -> tree.put("kind", "warmupCosine").put("warmupShare", course.warmupShare())
                    .put("warmupFactor", course.warmupFactor());
            case RateCourse.CosineFall course -> tree.put("kind", "cosine").put("endFactor", course.endFactor());
            case RateCourse.PolynomialFall course -> tree.put("kind", "polynomial").put("power", course.power());
            case RateCourse.OneRiseOneFall course -> tree.put("kind", "oneCycle").put("riseShare", course.riseShare())
                    .put("startFactor", course.startFactor()).put("endFactor", course.endFactor());
        }
        return tree.put("per", rate.unit()).toTree();
    }
}
