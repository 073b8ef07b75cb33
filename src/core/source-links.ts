/** Beginnings of links to the sources that emit what we read. */
export const kubernetes = 'https://github.com/kubernetes/kubernetes/blob/v1.34.4';
export const containerd = 'https://github.com/containerd/containerd/blob/v2.1.4';
export const runc = 'https://github.com/opencontainers/runc/blob/v1.3.0';
export const etcd = 'https://github.com/etcd-io/etcd/blob/v3.6.4';
export const flannel = 'https://github.com/flannel-io/flannel/blob/v0.27.2';
export const cniPlugins = 'https://github.com/containernetworking/plugins/blob/v1.7.1';
