package dev.factorizer.io.bundle;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.transforms.ChannelNormalization;
import dev.factorizer.io.transforms.NormalizeChannels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** {@link NormalizeChannels} as JSON: an object for each channel, which names its scheme. */
final class NormalizationFields {
    private static final String SCHEMES = "schemes";
    private static final String SCHEME = "scheme";
    private static final Map<String, Function<SettingsReader, ChannelNormalization>> READERS = readers();

    private NormalizationFields() { }

    private static Map<String, Function<SettingsReader, ChannelNormalization>> readers() {
        Map<String, Function<SettingsReader, ChannelNormalization>> readers = new LinkedHashMap<>();
        readers.put("ct", fields -> new ChannelNormalization.Ct(fields.number("lower"), fields.number("upper"), fields.number("mean"),
                fields.number("deviation")));
        readers.put("zScore", fields -> new ChannelNormalization.ZScore(fields.truth("insideMask")));
        readers.put("rescaleToOne", _ -> new ChannelNormalization.RescaleToOne());
        readers.put("rgbToOne", _ -> new ChannelNormalization.RgbToOne());
        readers.put("none", _ -> new ChannelNormalization.None());
        return readers;
    }

    static NormalizeChannels read(SettingsReader fields) {
        return new NormalizeChannels(fields.objects(SCHEMES, channel -> channel.choice(SCHEME, READERS).apply(channel)));
    }

    static Map<String, Object> tree(NormalizeChannels channels) {
        return new SettingsWriter().put(SCHEMES, channels.schemes().stream().map(NormalizationFields::tree).toList()).toTree();
    }

    private static Map<String, Object> tree(ChannelNormalization channel) {
        SettingsWriter tree = new SettingsWriter();
        switch (channel) {
            case ChannelNormalization.Ct ct -> tree.put(SCHEME, "ct").put("lower", ct.lower()).put("upper", ct.upper())
                    .put("mean", ct.mean()).put("deviation", ct.deviation());
            case ChannelNormalization.ZScore score -> tree.put(SCHEME, "zScore").put("insideMask", score.insideMask());
            case ChannelNormalization.RescaleToOne _ -> tree.put(SCHEME, "rescaleToOne");
            case ChannelNormalization.RgbToOne _ -> tree.put(SCHEME, "rgbToOne");
            case ChannelNormalization.None _ -> tree.put(SCHEME, "none");
        }
        return tree.toTree();
    }
}
