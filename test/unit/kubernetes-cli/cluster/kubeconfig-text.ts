/** The kubeconfig of a server of the test's own. */

/** As kubectl would write it; the client takes plain HTTP only where certificates are not looked at. */
export const kubeconfigFor = (url: string): string => `apiVersion: v1
kind: Config
current-context: test
clusters:
  - name: local
    cluster: { server: '${url}', insecure-skip-tls-verify: true }
users:
  - name: tester
    user: { token: s3cret }
contexts:
  - name: test
    context: { cluster: local, user: tester }
  - name: other
    context: { cluster: nowhere, user: tester }
`;
