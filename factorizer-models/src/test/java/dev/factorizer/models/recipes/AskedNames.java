package dev.factorizer.models.recipes;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A map that remembers which of its names were asked for, and those below it. */
final class AskedNames extends AbstractMap<String, Object> {
    private final Map<String, Object> map = new LinkedHashMap<>();
    private final String place;
    private final Map<String, Set<String>> asked;

    /**
     * @param place how the schema names this object
     * @param asked by place, what was asked for
     */
    AskedNames(Map<?, ?> tree, String place, Map<String, Set<String>> asked) {
        this.place = place;
        this.asked = asked;
        asked.computeIfAbsent(place, _ -> new TreeSet<>());
        tree.forEach((name, value) -> map.put((String) name, below((String) name, value)));
    }

    private Object below(String name, Object value) {
        return switch (value) {
            case Map<?, ?> inner -> new AskedNames(inner, inner.containsKey("kind") ? section(name) + "." + inner.get("kind")
                    : shared(name) ? name : place + "/" + name, asked);
            case List<?> list -> list.stream().map(item -> below(name, item)).toList();
            case null, default -> value;
        };
    }

    /** What has a definition of its own in the schema, wherever it stands. */
    private static boolean shared(String name) {
        return name.equals("dice") || name.equals("focal");
    }

    private static String section(String name) {
        return switch (name) {
            case "base" -> "loss";
            case "each" -> "intensity";
            default -> name;
        };
    }

    @Override
    public Object get(Object name) {
        asked.get(place).add((String) name);
        return map.get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return map.containsKey(name);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return map.entrySet();
    }
}
