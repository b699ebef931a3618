/**
 * A U-Net, for this program and for {@code factorizer --modules}.
 *
 * @provides dev.factorizer.api.network.NetworkKind the kind "com.example.unet"
 */
module com.example.unet {
    requires dev.factorizer.models;

    provides dev.factorizer.api.network.NetworkKind with com.example.unet.UNet.Kind;
}
