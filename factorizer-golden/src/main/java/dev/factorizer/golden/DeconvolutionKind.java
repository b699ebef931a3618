package dev.factorizer.golden;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.models.layers.DeconvolutionLayer;
import dev.factorizer.models.networks.DeconverKind;
import java.util.List;
import java.util.Map;

/** Kind {@code deconvolution}: the source and the filters of an image, and their convolution. */
final class DeconvolutionKind implements GraphKind {
    @Override
    public Map<String, Value> build(GoldenGraph at) {
        Settings settings = at.settings();
        Value x = at.input("x");
        settings.requireShape(x.shape());
        Deconvolution deconvolution = deconvolution(settings);
        settings.only("epsilon", Deconvolution.EPSILON);
        settings.only("sourceChannels", deconvolution.sourceChannels(x.channels()));
        DeconvolutionLayer layer = new DeconvolutionLayer(deconvolution);
        Scope scope = at.scope().child("deconv");
        List<Value> parts = layer.parts(scope, x);
        return Map.of("s", layer.apply(scope, x), "h", parts.get(1), "reconstruction", parts.get(2));
    }

    private static Deconvolution deconvolution(Settings settings) {
        SettingsReader tree = new SettingsReader("case", settings.tree());
        Deconvolution deconvolution = DeconverKind.deconvolution(tree);
        List.of("channels", "epsilon", "sourceChannels").forEach(tree::has); // held against the case after this
        tree.requireAllRead();
        return deconvolution;
    }
}
