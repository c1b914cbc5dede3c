package dev.kiln.local.ec2;

/** All resources of the account. */
record Store(
        TagStore tags,
        Instances instances,
        Volumes volumes,
        Interfaces interfaces,
        KeyPairs keyPairs,
        Images images,
        Snapshots snapshots) {
    static Store empty(Engine engine) {
        var tags = new TagStore();
        return new Store(
                tags,
                new Instances(engine, tags),
                new Volumes(tags),
                new Interfaces(tags),
                new KeyPairs(tags),
                new Images(engine, tags),
                new Snapshots(engine, tags));
    }
}
