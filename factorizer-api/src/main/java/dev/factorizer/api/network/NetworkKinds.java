package dev.factorizer.api.network;

import dev.factorizer.api.settings.NearestNames;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The kinds of networks that are present.
 *
 * @param all the kinds, with different names
 */
public record NetworkKinds(List<NetworkKind> all) {
    /** Sorts them by name and refuses two of the same name, or one without a name. */
    public NetworkKinds {
        for (NetworkKind kind : all) {
            if (kind.name() == null || kind.name().isBlank()) {
                throw new IllegalArgumentException("network: " + provider(kind) + " has no name, expected one such as"
                        + " com.example.unet; correct it, or take it off the module path or class path");
            }
        }
        all = all.stream().sorted(Comparator.comparing(NetworkKind::name)).toList();
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).name().equals(all.get(i - 1).name())) {
                throw new IllegalArgumentException("network: the kind \"" + all.get(i).name() + "\" is provided by "
                        + provider(all.get(i - 1)) + " and by " + provider(all.get(i)) + ", expected one; take one of them off"
                        + " the module path or class path (there are " + names(all) + ")");
            }
        }
    }

    /**
     * Those that modules on the module path, or jars on the class path, provide.
     *
     * @return all of them
     * @throws IllegalArgumentException if two have one name, or one can't be loaded
     */
    public static NetworkKinds installed() {
        try {
            List<NetworkKind> found = new ArrayList<>();
            ServiceLoader.load(NetworkKind.class, NetworkKinds.class.getClassLoader()).forEach(found::add);
            return new NetworkKinds(found);
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException("network: a kind of network can't be loaded: " + e.getMessage()
                    + (e.getCause() == null ? "" : ": " + e.getCause()), e);
        }
    }

    /**
     * Reads settings of a network.
     *
     * @param kind its kind
     * @param settings the tree of its settings
     * @return the settings, validated
     * @throws IllegalArgumentException if the kind is not present, or naming what is missing, unknown or out of range
     */
    public NetworkSettings read(String kind, Map<String, ?> settings) {
        return read(kind, one -> SettingsReader.read("settings", settings, one::read));
    }

    /**
     * Reads settings of a network beside its kind.
     *
     * @param read the kind, by the name {@code kind}, and the settings
     * @return the settings, validated
     * @throws IllegalArgumentException if the kind is not present, or naming what is missing, unknown or out of range
     */
    public NetworkSettings read(SettingsReader read) {
        return read(read.text("kind"), one -> one.read(read));
    }

    private NetworkSettings read(String kind, Function<NetworkKind, NetworkSettings> reader) {
        for (NetworkKind one : all) {
            if (one.name().equals(kind)) {
                NetworkSettings read = reader.apply(one);
                if (read == null) {
                    throw new IllegalArgumentException("network: " + provider(one) + " gives no settings of the kind \"" + kind
                            + "\", expected some");
                }
                if (!kind.equals(read.kind())) {
                    throw new IllegalArgumentException("network: " + provider(one) + " reads the kind \"" + kind
                            + "\" and gives settings of the kind \"" + read.kind() + "\", expected the same");
                }
                return read;
            }
        }
        List<String> near = NearestNames.of(kind, all.stream().map(NetworkKind::name).toList());
        throw new IllegalArgumentException("model: the network is a \"" + kind + "\", which no module here provides, expected "
                + (all.isEmpty() ? "one that is there, but there is none" : all.size() == 1 ? names(all)
                : "one of " + names(all)) + "; " + (near.isEmpty() ? "put the module that provides it on the module path"
                : "did you mean \"" + String.join("\" or \"", near) + "\"?"));
    }

    /**
     * Checks that settings can be read again, before they are all that is left of a network. Those of a kind that is not there
     * can't be checked.
     *
     * @param settings the settings
     * @throws IllegalArgumentException if their kind is there and does not read what they write
     */
    public void requireReadable(NetworkSettings settings) {
        if (all.stream().noneMatch(kind -> kind.name().equals(settings.kind()))) {
            return;
        }
        Map<String, Object> written = SettingsWriter.copy("network.settings", settings.toTree());
        Map<String, Object> again;
        try {
            again = SettingsWriter.copy("network.settings", read(settings.kind(), written).toTree());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("network: the kind \"" + settings.kind() + "\" does not read the settings that it"
                    + " writes: " + e.getMessage(), e);
        }
        if (!again.equals(written)) {
            throw new IllegalArgumentException("network: the kind \"" + settings.kind() + "\" writes " + written + " and reads "
                    + again + " of it, expected the same");
        }
    }

    private static String names(List<NetworkKind> kinds) {
        return kinds.stream().map(kind -> "\"" + kind.name() + "\"").distinct().collect(Collectors.joining(", "));
    }

    /** The class, and its module where it is in a named one. */
    private static String provider(NetworkKind kind) {
        Module module = kind.getClass().getModule();
        return (module.isNamed() ? module.getName() + "/" : "") + kind.getClass().getName();
    }
}
