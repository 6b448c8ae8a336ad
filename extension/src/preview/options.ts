/** For whom manifests are made, as the settings say it: for the server's requests and for the command line. */
import * as vscode from 'vscode';
import type { ClusterParams } from '../../../language-server/protocol.ts';
import { chosenKubeconfig } from '../cluster/context.ts';

const settings = (document: vscode.TextDocument): vscode.WorkspaceConfiguration =>
  vscode.workspace.getConfiguration('ferris.kubernetes', document);

export function clusterParams(document: vscode.TextDocument): ClusterParams {
  const given = settings(document);
  const k8sVersion = given.get<string>('version', '');
  const autoscaler = given.get<ClusterParams['autoscaler']>('autoscaler', 'auto');
  const cloud = given.get<ClusterParams['cloud']>('cloud', 'aws');
  return {
    ...(k8sVersion === '' ? {} : { k8sVersion }),
    ...(autoscaler === undefined ? {} : { autoscaler }),
    ...(cloud === undefined ? {} : { cloud }),
  };
}

export function clusterArguments(document: vscode.TextDocument): readonly string[] {
  const { cloud, k8sVersion, autoscaler } = clusterParams(document);
  return [
    ...(cloud === undefined ? [] : ['--cloud', cloud]),
    ...(k8sVersion === undefined ? [] : ['--k8s-version', k8sVersion]),
    ...(autoscaler === undefined ? [] : ['--autoscaler', autoscaler]),
  ];
}

export const contextArguments = (context: string): readonly string[] => {
  const kubeconfig = chosenKubeconfig();
  return ['--context', context, ...(kubeconfig === '' ? [] : ['--kubeconfig', kubeconfig])];
};
